export interface Config {
  kpiTree?: {
    /**
     * The instant that counts as now, such as 2026-05-15: to show data that end
     * there. The backend uses it as well; "a month before" is counted from it.
     *
     * @visibility frontend
     */
    asOf?: string;
  };
}
