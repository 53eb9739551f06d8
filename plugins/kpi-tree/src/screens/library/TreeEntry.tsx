import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ownerEntityRef } from '@internal/kpi-tree';
import { Facts } from '../../parts/definition/Facts';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { attachTreeYaml, extendTreeYaml } from './adoptYaml';
import { Entry } from './Entry';
import type { LibraryTree } from './libraryOf';
import { Snippet } from './Snippet';

/** A tree in short: what it is made of, and who owns it. */
export const TreeEntry = ({ entry }: { entry: LibraryTree }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatList } = useFormat();
  const { tree, origin, kpiCount, streams } = entry;
  return (
    <Entry
      kind="KpiTree"
      definition={tree}
      origin={origin}
      lifecycle={tree.spec.lifecycle}
      text={tree.description}
      places={t('library.kpiCount', { count: kpiCount })}
      adopt={
        <>
          <Snippet
            where={t('library.adoptAttach')}
            yaml={attachTreeYaml(tree)}
          />
          <Snippet where={t('library.adoptTree')} yaml={extendTreeYaml(tree)} />
        </>
      }
    >
      <Facts
        wide
        facts={[
          [
            t('library.parts'),
            formatList(streams.map(({ title }) => title)) || undefined,
          ],
          [
            t('library.owner'),
            <EntityRefLink
              entityRef={ownerEntityRef(tree.spec.owner)}
              hideIcon
            />,
          ],
        ]}
      />
    </Entry>
  );
};
