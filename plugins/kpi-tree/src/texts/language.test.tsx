import { useApi } from '@backstage/core-plugin-api';
import { appLanguageApiRef } from '@backstage/core-plugin-api/alpha';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { describeChance } from '@internal/kpi-tree';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useFormat } from '../parts/format';
import { StatusLabel } from '../parts/status';
import { useWords } from '.';

const Screen = () => {
  const languages = useApi(appLanguageApiRef);
  const { formatList, formatPeriod, formatShare, formatValue } = useFormat();
  const words = useWords();
  const chance = { period: '2026-05-01', target: 2, probability: 0.71 };
  return (
    <main>
      {languages.getAvailableLanguages().languages.map(language => (
        <button key={language} onClick={() => languages.setLanguage(language)}>
          {language}
        </button>
      ))}
      <StatusLabel status="off-target" />
      <p>{formatValue(2.86, 'h')}</p>
      <p>{formatShare(0.6)}</p>
      <p>{formatPeriod('2026-04-01', 'month')}</p>
      <p>{formatList(['A', 'B', 'C'])}</p>
      <p>{describeChance(chance, { periodType: 'month', words })}</p>
    </main>
  );
};

const page = PageBlueprint.make({
  params: { path: '/', loader: async () => <Screen /> },
});

const shown = () =>
  Array.from(screen.getByRole('main').querySelectorAll('span, p')).map(
    element => element.textContent?.replace(/[\u00a0\u202f]/g, ' '),
  );

describe('the language of the app', () => {
  afterEach(() => window.localStorage.clear());

  it('is that of texts, numbers, dates and sentences, as the user switches it', async () => {
    renderTestApp({
      extensions: [page],
      config: {
        app: {
          extensions: [
            {
              'api:app/app-language': {
                config: { availableLanguages: ['en', 'de', 'fr', 'es', 'ja'] },
              },
            },
          ],
        },
      },
    });
    await screen.findByText('Off target');
    expect(shown()).toEqual([
      'Off target',
      '2.86 h',
      '60%',
      'Apr 2026',
      'A, B and C',
      '71% likely to be on target in May 2026',
    ]);

    await userEvent.click(screen.getByRole('button', { name: 'de' }));
    await screen.findByText('Ziel verfehlt');
    expect(shown()).toEqual([
      'Ziel verfehlt',
      '2,86 h',
      '60 %',
      'Apr. 2026',
      'A, B und C',
      'Mit 71 % Wahrscheinlichkeit im Mai 2026 im Ziel',
    ]);

    await userEvent.click(screen.getByRole('button', { name: 'ja' }));
    await screen.findByText('目標未達');
    expect(shown()).toEqual([
      '目標未達',
      '2.86 h',
      '60%',
      '2026年4月',
      'A、B、C',
      '2026年5月に目標を達成する確率は71%',
    ]);
  });
});
