/** A command that is not allowed now, or not to this person, or whose input is wrong: the sentence says why and what to do. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly kind: 'input' | 'access' | 'moment'

  constructor(message: string, kind: 'input' | 'access' | 'moment' = 'moment') {
    super(message)
    this.kind = kind
  }
}

/** Refuses with the sentence unless the condition holds. */
export function insist(
  holds: unknown,
  sentence: string,
  kind: 'input' | 'access' | 'moment' = 'moment',
): asserts holds {
  if (!holds) throw new Refusal(sentence, kind)
}
