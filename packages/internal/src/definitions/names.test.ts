import { namesLike } from './names';

describe('namesLike', () => {
  it('gives all of few names, each once', () => {
    expect(namesLike('x', ['b', 'a', 'b'])).toBe('b, a');
    expect(namesLike('x', [])).toBe('');
  });

  it('gives the nearest of many', () => {
    const names = [
      'availability',
      'incident-mttr',
      'incidents-opened',
      'incident-mtta',
      'lead-time-median',
      'deployment-frequency',
      'change-failure-rate',
      'service-cost',
      'mttr',
    ];
    expect(namesLike('incident-mtr', names)).toBe(
      'incident-mttr, incident-mtta, incidents-opened, mttr (of 9)',
    );
    expect(namesLike('lead-time', names)).toMatch(/^lead-time-median, /);
  });
});
