export interface Config {
  app?: {
    /**
     * What visitors have to know about the data of this portal, such as that
     * they are samples. Shown at the top of every page. Leave it out and there
     * is no notice.
     *
     * @visibility frontend
     */
    sampleNotice?: string;
  };
}
