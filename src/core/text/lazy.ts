/** Values that are worked out when somebody asks for them, and only once. */

export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The same for each key. */
export function onceFor<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, () => T>()
  return (key) => {
    const known = made.get(key) ?? once(() => make(key))
    made.set(key, known)
    return known()
  }
}
