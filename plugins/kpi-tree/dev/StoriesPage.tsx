import { Content, Header, Link, Page } from '@backstage/core-components';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { createElement } from 'react';
import { useSearchParams } from 'react-router-dom';
import { actionsEntity } from '../src/fixtures';
import type { Story } from '../src/__testUtils__/csf';
import { stories } from './stories';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(3),
    [theme.breakpoints.up('sm')]: { gridTemplateColumns: '220px 1fr' },
  },
  list: { margin: 0, padding: 0, listStyle: 'none' },
  title: { margin: theme.spacing(2, 0, 0.5), fontSize: '0.875rem' },
  story: { minWidth: 0, color: theme.palette.text.primary },
}));

/** All stories, and the one that the address names. */
export const StoriesPage = () => {
  const classes = useStyles();
  const [search] = useSearchParams();
  const wanted = search.get('story');
  const all = stories.flatMap(({ default: meta, ...others }) =>
    Object.entries(others).map(([name, story]) => ({
      id: `${meta.title}/${name}`,
      meta,
      story: story as Story,
    })),
  );
  const shown = all.find(({ id }) => id === wanted) ?? all[0];
  return (
    <Page themeId="tool">
      <Header title="Stories" />
      <Content>
        <div className={classes.root}>
          <nav aria-label="Stories">
            <ul className={classes.list}>
              {all.map(({ id }) => (
                <li key={id}>
                  <Link to={`?${new URLSearchParams({ story: id })}`}>
                    {id}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <section aria-label={shown.id} className={classes.story}>
            <h2 className={classes.title}>{shown.id}</h2>
            <EntityProvider entity={actionsEntity}>
              {shown.story.render
                ? shown.story.render()
                : createElement(shown.meta.component, shown.story.args)}
            </EntityProvider>
          </section>
        </div>
      </Content>
    </Page>
  );
};
