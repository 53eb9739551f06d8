import { MarkdownContent } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  KpiCommentView,
  KpiScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import Button from '@material-ui/core/Button';
import { useState } from 'react';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { kpiTreeApiRef, Scope } from '../../api';
import { useInvalidate } from '../../queries/useInvalidate';
import { useComments } from '../../queries/usePeriodWords';
import { kpiTreeTranslationRef } from '../../texts';
import { useFormat } from '../format';
import { LoadError } from '../notices/LoadError';
import { Refusal } from '../notices/Refusal';
import { periodsOf } from './periodsOf';
import { WordDialog } from './WordDialog';
import { useWordStyles } from './wordStyles';

type CommentSectionProps = {
  scope: Scope;
  node: KpiScorecardNode;
  timeZone: string;
};

/**
 * What people say about the periods of a KPI; who may can add something, and change or
 * delete what they wrote. Nothing where there is nothing to show or do.
 */
export const CommentSection = (props: CommentSectionProps) => {
  const { scope, node, timeZone } = props;
  const { kpi, title, periodType } = node;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useWordStyles();
  const { formatCount } = useFormat();
  const api = useApi(kpiTreeApiRef);
  const invalidate = useInvalidate();
  const { items, page, loading, error, more } = useComments(scope, kpi);
  const [edited, setEdited] = useState<KpiCommentView | 'new'>();
  const [deleting, remove] = useAsyncFn(
    async ({ id, version }: KpiCommentView) => {
      await api.deleteComment(id, version);
      invalidate(['comments']);
    },
    [api, invalidate],
  );
  if (error && !loading) {
    return (
      <LoadError title={t('words.loadError')} error={error} onRetry={more} />
    );
  }
  if (!page || !(items.length || page.mayWrite)) {
    return null;
  }
  const save = async (written: { period: string; text: string }) => {
    if (edited === 'new') {
      await api.addComment({ scope, kpi, periodType, ...written });
    } else if (edited) {
      await api.updateComment(edited.id, edited.version, written.text);
    }
    setEdited(undefined);
    invalidate(['comments']);
  };
  return (
    <section aria-label={t('words.comments')} aria-busy={loading}>
      <h3 className={classes.title}>{t('words.comments')}</h3>
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map(comment => (
            <CommentItem
              key={comment.id}
              comment={comment}
              timeZone={timeZone}
              isBusy={deleting.loading}
              onEdit={() => setEdited(comment)}
              onDelete={() => remove(comment)}
            />
          ))}
        </ul>
      )}
      {deleting.error && (
        <Refusal title={t('words.notDeleted')} error={deleting.error} />
      )}
      {page.nextCursor && (
        <Button size="small" color="primary" disabled={loading} onClick={more}>
          {t('words.more', { total: formatCount(page.total) })}
        </Button>
      )}
      {page.mayWrite && (
        <Button size="small" color="primary" onClick={() => setEdited('new')}>
          {t('words.addComment')}
        </Button>
      )}
      {edited && (
        <WordDialog
          title={t('words.commentOf', { kpi: title })}
          label={t('words.comment')}
          textHint={t('words.commentHint')}
          maxLength={4_000}
          {...(edited === 'new'
            ? { periodType, periods: periodsOf(node) }
            : {
                periodType: edited.periodType,
                periods: [edited.period],
                text: edited.text,
              })}
          onSave={({ period, text }) => save({ period, text })}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
};

type CommentItemProps = {
  comment: KpiCommentView;
  timeZone: string;
  isBusy: boolean;
  onEdit: () => void;
  onDelete: () => void;
};

function CommentItem(props: CommentItemProps) {
  const { comment, timeZone, isBusy, onEdit, onDelete } = props;
  const { period: start, periodType, text, createdBy, createdAt } = comment;
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useWordStyles();
  const { formatDate, formatPeriod } = useFormat();
  const period = formatPeriod(start, periodType, 'long');
  return (
    <li className={classes.item}>
      <div className={classes.facts}>
        <span className={classes.strong}>{period}</span>
        <EntityRefLink entityRef={createdBy} hideIcon />
        <span>{formatDate(createdAt, timeZone)}</span>
        {comment.version > 1 && (
          <span>
            {t('words.changed', {
              time: formatDate(comment.changedAt, timeZone),
            })}
          </span>
        )}
      </div>
      <MarkdownContent className={classes.text} content={text} dialect="gfm" />
      {comment.mayChange && (
        <div className={classes.buttons}>
          <Button
            size="small"
            aria-label={t('words.editOf', { period })}
            onClick={onEdit}
          >
            {t('words.edit')}
          </Button>
          <Button
            size="small"
            aria-label={t('words.deleteOf', { period })}
            disabled={isBusy}
            onClick={onDelete}
          >
            {t('words.delete')}
          </Button>
        </div>
      )}
    </li>
  );
}
