import { CodeSnippet } from '@backstage/core-components';

/**
 * Lines to copy. As plain text: the colours that Backstage gives to YAML cannot be read
 * in its dark theme.
 */
export const CopyLines = ({ text }: { text: string }) => (
  <CodeSnippet text={text} language="text" showCopyCodeButton />
);
