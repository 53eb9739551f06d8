/**
 * With what a series is evaluated: its values in periods, what of it counts in
 * scopes, and its state now.
 */
export type EvaluationKey = {
  values: string;
  rollup: string;
  /** The formulas that are computed from it; not given where there are none. */
  formulas?: string;
  state: string;
  /** The first day of the period that was current. */
  current: string;
};

/** A key as it is stored. */
export function keyText(key: EvaluationKey): string {
  const rollup = key.formulas ? `${key.rollup}~${key.formulas}` : key.rollup;
  return [key.values, rollup, key.current, key.state].join('.');
}

/** Reads a stored key. */
export function parseKey(text: string): EvaluationKey {
  const [values, counted, current, ...state] = text.split('.');
  const [rollup, formulas] = counted.split('~');
  return {
    values,
    rollup,
    ...(formulas ? { formulas } : {}),
    current,
    state: state.join('.'),
  };
}
