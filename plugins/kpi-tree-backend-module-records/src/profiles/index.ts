import { z } from 'zod';
import { RecordProfile } from './RecordProfile';
import {
  RequestTrackerConfig,
  RequestTrackerProfile,
  requestTrackerSchema,
} from './RequestTrackerProfile';

/** What the admin configures of each product. */
export type ProfilesConfig = {
  requestTracker: RequestTrackerConfig;
};

/** The products that are known. */
export type ProfileName = keyof ProfilesConfig;

/** The schemas of the products, in the configuration of a source. */
export const profileSchemas: {
  [K in ProfileName]: z.ZodType<ProfilesConfig[K] | undefined>;
} = {
  requestTracker: requestTrackerSchema.optional(),
};

export const profileNames = Object.keys(profileSchemas) as ProfileName[];

const profiles: {
  [K in ProfileName]: (config: ProfilesConfig[K]) => RecordProfile;
} = {
  requestTracker: config => new RequestTrackerProfile(config),
};

/** Makes the profile of a product that is configured. */
export function createProfile<K extends ProfileName>(
  name: K,
  configs: Partial<ProfilesConfig>,
): RecordProfile {
  return profiles[name](configs[name] as ProfilesConfig[K]);
}
