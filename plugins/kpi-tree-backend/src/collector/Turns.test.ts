import { Turns } from './Turns';

const never = () => new Promise<void>(() => {});

describe('turns', () => {
  const go = new AbortController().signal;

  it('are as many at once as there are', async () => {
    const turns = new Turns(2, 10_000);
    let now = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++now);
      await new Promise(resolve => setTimeout(resolve, 5));
      return now--;
    };
    await Promise.all(Array.from({ length: 6 }, () => turns.take(work, go)));
    expect(most).toBe(2);
  });

  it('are given away by those who show no sign of work', async () => {
    const turns = new Turns(1, 20);
    turns.take(never, go);
    turns.take(never, go);
    expect(await turns.take(async () => 'done', go)).toBe('done');
  });

  it('are kept by those who work', async () => {
    const turns = new Turns(1, 40);
    const order: string[] = [];
    const long = turns.take(async working => {
      for (let i = 0; i < 20; i++) {
        await new Promise(resolve => setTimeout(resolve, 5));
        working();
      }
      order.push('long');
    }, go);
    const short = turns.take(async () => order.push('short'), go);
    await Promise.all([long, short]);
    expect(order).toEqual(['long', 'short']);
  });

  it('may be left before they come, and tell what went wrong', async () => {
    const turns = new Turns(1, 10_000);
    let end = () => {};
    const first = turns.take(
      () =>
        new Promise<void>((_, reject) => {
          end = () => reject(new Error('broken'));
        }),
      go,
    );
    const leave = new AbortController();
    const work = jest.fn();
    const second = turns.take(work, leave.signal);
    leave.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    end();
    await expect(first).rejects.toThrow('broken');
    expect(await turns.take(async () => 1, go)).toBe(1);
    expect(work).not.toHaveBeenCalled();
  });
});
