export interface Config {
  kpiTree?: {
    /** The built-in library of KPIs and trees for IT4IT. */
    library?: {
      /** Whether its definitions are in the catalog. Default: false. */
      enabled?: boolean;
      /** The Group or User that owns all of it, such as group:default/cio-office. */
      owner?: string;
      /** The differences for a tree of the library, by name. */
      trees?: {
        [name: string]: {
          /**
           * The entities to which it attaches itself, as a catalog filter
           * predicate; false for none.
           */
          appliesTo?: false | { [key: string]: unknown };
        };
      };
    };
  };
}
