export interface Config {
  kpiTree?: {
    /**
     * The instant that counts as now, such as 2026-05-15: to show data that end
     * there. The backend uses it as well; "a month before" is counted from it.
     *
     * @visibility frontend
     */
    asOf?: string;
    /** How definitions that were tried in the portal get into Git. */
    proposals?: {
      /**
       * The reference of the template that opens the pull request;
       * template:default/propose-kpi if not given. It is offered to whoever may read the
       * template.
       *
       * @visibility frontend
       */
      template?: string;
      /**
       * The address of the file for new KPIs whose tree is in no file of a repository, such
       * as https://github.com/acme/kpis/blob/main/kpis.yaml.
       *
       * @visibility frontend
       */
      file?: string;
    };
  };
}
