import { MockState, mockStates } from './mockStates';

const KEY = 'kpi-tree-dev-state';

/** The state of the sample backend that was chosen last. */
export function chosenState(): MockState {
  const stored = window.localStorage.getItem(KEY);
  return mockStates.find(state => state === stored) ?? 'fine';
}

/** Starts the dev app again with the sample backend in a state. */
export function chooseState(state: MockState) {
  window.localStorage.setItem(KEY, state);
  window.location.reload();
}
