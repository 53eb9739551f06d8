/** What the screens of this area say, in English. */
export const draftMessages = {
  label: 'Kpi as YAML',
  inOrder: 'This definition is in order.',
  problems: 'Problems in the draft',
  line: 'Line {{line}}',
  entity: 'Entity',
  catalogError: 'The catalog could not be queried',
  propose: 'Propose',
  copy: 'Copy the YAML',
  copyError: 'It could not be copied: select the text instead.',
  copied: 'Copied.',
  openFile: 'Open the file in its repository',
  addFile:
    'Add it to a YAML file that the catalog reads, and open a pull request.',
  refusal: '{{title}}: {{message}}',
  stoppedRows:
    'The source has more rows than a trial may read: it was stopped.',
  stoppedTime: 'The source took longer than a trial may take: it was stopped.',
  result: 'Result',
  outdated: 'The text has changed since. Run it again to see what that does.',
  nothing: 'Nothing was measured for this entity.',
  computed:
    '{{periods}} periods computed from the stored operands, {{duration}}. Nothing was stored.',
  read: '{{rows}} rows read, {{rejected}} rejected, {{measurements}} measurements, {{duration}}. Nothing was stored.',
  errors: 'What could not be used',
  times: ', {{number}} times',
  checkError: 'The definition could not be checked',
  title: 'Try it',
  note: 'Measures one entity with the live source. Nothing is stored, and nobody else sees it.',
  run: 'Run',
  tryError: 'It could not be tried',
} as const;
