/**
 * Messages of KPI trees through the notifications of the portal.
 *
 * @packageDocumentation
 */
export { kpiTreeModuleNotifications as default } from './module';
