/** The ids of rules that a text names, ranges included: LAW-1 to LAW-4, LAW-1..6. */
export function rulesNamed(text: string): Set<string> {
  const named = new Set<string>()
  for (const [, family, from, to] of text.matchAll(
    /\b(ST|LAW|TERM|DA|DU|SO|HE)-(\d+)(?:(?: to (?:\1-)?|\.\.|…)(\d+))?/g,
  )) {
    for (let number = Number(from); number <= Number(to ?? from); number++) named.add(`${family}-${number}`)
  }
  return named
}
