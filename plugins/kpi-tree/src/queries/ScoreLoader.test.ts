import { sampleScores } from '../fixtures/views';
import { ScoreLoader } from './ScoreLoader';

const refs = (count: number) =>
  Array.from({ length: count }, (_, index) => `component:default/${index}`);

describe('ScoreLoader', () => {
  const getScores = jest.fn(async (names: string[]) => sampleScores(names));
  beforeEach(() => getScores.mockClear());

  it('asks once for all that are wanted at the same time', async () => {
    const loader = new ScoreLoader({ getScores });
    const scores = await Promise.all(
      ['component:default/actions', ...refs(2)].map(ref => loader.load(ref)),
    );
    expect(getScores.mock.calls).toEqual([
      [['component:default/actions', ...refs(2)]],
    ]);
    expect(scores.map(({ tree }) => tree)).toEqual([
      'it-transformation',
      null,
      null,
    ]);
  });

  it('names no more than 200 in one request', async () => {
    const loader = new ScoreLoader({ getScores });
    await Promise.all(refs(450).map(ref => loader.load(ref)));
    expect(getScores.mock.calls.map(([names]) => names.length)).toEqual([
      200, 200, 50,
    ]);
  });

  it('tells an error to all who asked, and asks again', async () => {
    const loader = new ScoreLoader({ getScores });
    getScores.mockRejectedValueOnce(new Error('no'));
    const answers = await Promise.allSettled(
      refs(2).map(ref => loader.load(ref)),
    );
    expect(answers.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(await loader.load(refs(1)[0])).toMatchObject({ tree: null });
  });
});
