// Of the config.d.ts of all packages, by
// KPI_TREE_WRITE_CONFIG_KEYS=1 yarn test configKeys --watchAll=false
import { KeyTree } from './KeyTree';

export const configKeys: KeyTree = {
  "asOf": true,
  "badges": {
    "public": true
  },
  "catalog": {
    "holdBack": {
      "acceptRepeated": true,
      "rejectedShare": true,
      "removedShare": true
    },
    "schedule": {
      "frequency": {
        "cron": true,
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "trigger": true,
        "weeks": true,
        "years": true
      },
      "initialDelay": {
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "weeks": true,
        "years": true
      },
      "scope": true,
      "timeout": {
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "weeks": true,
        "years": true
      }
    }
  },
  "collector": {
    "atOnce": true,
    "attempts": true,
    "holdBack": {
      "acceptRepeated": true,
      "rejectedShare": true,
      "removedShare": true
    }
  },
  "completenessFloor": true,
  "coverageFloor": true,
  "entityFeedback": {
    "holdBack": {
      "acceptRepeated": true,
      "rejectedShare": true,
      "removedShare": true
    },
    "schedule": {
      "frequency": {
        "cron": true,
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "trigger": true,
        "weeks": true,
        "years": true
      },
      "initialDelay": {
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "weeks": true,
        "years": true
      },
      "scope": true,
      "timeout": {
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "weeks": true,
        "years": true
      }
    },
    "shared": true
  },
  "http": {
    "allow": true,
    "attempts": true,
    "concurrency": true,
    "maxMegabytes": true,
    "timeout": {
      "days": true,
      "hours": true,
      "milliseconds": true,
      "minutes": true,
      "months": true,
      "seconds": true,
      "weeks": true,
      "years": true
    }
  },
  "library": {
    "enabled": true,
    "owner": true,
    "trees": {
      "*": {
        "appliesTo": {
          "*": true
        }
      }
    }
  },
  "messages": {
    "language": true
  },
  "prometheus": {
    "sources": true
  },
  "proposals": {
    "file": true,
    "template": true
  },
  "records": {
    "engine": {
      "disk": true,
      "memory": true,
      "threads": true
    },
    "sources": true
  },
  "retention": {
    "dropAfter": {
      "days": true,
      "hours": true,
      "milliseconds": true,
      "minutes": true,
      "months": true,
      "seconds": true,
      "weeks": true,
      "years": true
    },
    "foldAfter": {
      "days": true,
      "hours": true,
      "milliseconds": true,
      "minutes": true,
      "months": true,
      "seconds": true,
      "weeks": true,
      "years": true
    }
  },
  "scorecard": {
    "concurrency": true,
    "history": {
      "days": true,
      "hours": true,
      "milliseconds": true,
      "minutes": true,
      "months": true,
      "seconds": true,
      "weeks": true,
      "years": true
    },
    "holdBack": {
      "acceptRepeated": true,
      "rejectedShare": true,
      "removedShare": true
    },
    "schedule": {
      "frequency": {
        "cron": true,
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "trigger": true,
        "weeks": true,
        "years": true
      },
      "initialDelay": {
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "weeks": true,
        "years": true
      },
      "scope": true,
      "timeout": {
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "weeks": true,
        "years": true
      }
    },
    "shared": true
  },
  "signals": {
    "rules": true
  },
  "sql": {
    "sources": true
  },
  "targetOverrides": true,
  "techInsights": {
    "concurrency": true,
    "history": {
      "days": true,
      "hours": true,
      "milliseconds": true,
      "minutes": true,
      "months": true,
      "seconds": true,
      "weeks": true,
      "years": true
    },
    "holdBack": {
      "acceptRepeated": true,
      "rejectedShare": true,
      "removedShare": true
    },
    "schedule": {
      "frequency": {
        "cron": true,
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "trigger": true,
        "weeks": true,
        "years": true
      },
      "initialDelay": {
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "weeks": true,
        "years": true
      },
      "scope": true,
      "timeout": {
        "days": true,
        "hours": true,
        "milliseconds": true,
        "minutes": true,
        "months": true,
        "seconds": true,
        "weeks": true,
        "years": true
      }
    },
    "shared": true
  },
  "timeZone": true,
  "tolerance": true,
  "trial": {
    "rows": true,
    "timeout": {
      "days": true,
      "hours": true,
      "milliseconds": true,
      "minutes": true,
      "months": true,
      "seconds": true,
      "weeks": true,
      "years": true
    }
  }
};
