/** The same function, reckoning each answer once. */
export function remembered<Value>(reckon: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>()
  return (key) => {
    const value = known.get(key) ?? reckon(key)
    known.set(key, value)
    return value
  }
}

/** The same, for what is numbered within a calendar, as long as that calendar lives. */
export function rememberedWithin<Owner extends object, Value>(
  reckon: (owner: Owner, key: number) => Value,
): (owner: Owner, key: number) => Value {
  const known = new WeakMap<Owner, (key: number) => Value>()
  return (owner, key) => {
    const ofOwner = known.get(owner) ?? remembered((each: number) => reckon(owner, each))
    known.set(owner, ofOwner)
    return ofOwner(key)
  }
}
