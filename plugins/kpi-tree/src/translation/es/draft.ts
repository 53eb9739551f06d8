import type { Translation } from '../translations';

export const draftTexts: Translation['draft'] = {
  label: 'Kpi en YAML',
  inOrder: 'Esta definición está en orden.',
  problems: 'Problemas del borrador',
  line: 'Línea {{line}}',
  entity: 'Entidad',
  catalogError: 'No se pudo consultar el catálogo',
  propose: 'Proponer',
  copy: 'Copiar el YAML',
  copyError: 'No se pudo copiar: seleccione el texto.',
  copied: 'Copiado.',
  openFile: 'Abrir el archivo en su repositorio',
  addFile:
    'Añádalo a un archivo YAML que lea el catálogo y abra una pull request.',
  refusal: '{{title}}: {{message}}',
  stoppedRows:
    'La fuente tiene más filas de las que puede leer una prueba: se detuvo.',
  stoppedTime:
    'La fuente tardó más de lo que puede durar una prueba: se detuvo.',
  result: 'Resultado',
  outdated:
    'El texto ha cambiado desde entonces. Ejecútelo de nuevo para ver el efecto.',
  nothing: 'No se midió nada para esta entidad.',
  computed:
    '{{periods}} periodos calculados con los operandos guardados, {{duration}}. No se guardó nada.',
  read: '{{rows}} filas leídas, {{rejected}} rechazadas, {{measurements}} mediciones, {{duration}}. No se guardó nada.',
  errors: 'Lo que no se pudo usar',
  times: ', {{number}} veces',
  checkError: 'No se pudo comprobar la definición',
  title: 'Probar',
  note: 'Hace que la fuente real mida una entidad. No se guarda nada y nadie más lo ve.',
  run: 'Ejecutar',
  tryError: 'No se pudo probar',
};
