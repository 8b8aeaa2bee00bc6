/** A map that clears itself when full, so that outside input can't fill the memory. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  constructor(private readonly sizeMax: number) {
    super()
  }

  override set(key: Key, value: Value) {
    if (this.size >= this.sizeMax && !this.has(key)) this.clear()
    return super.set(key, value)
  }

  /** Returns the known value, or makes and stores one. */
  remember(key: Key, make: (key: Key) => Value): Value {
    const known = this.get(key)
    if (known !== undefined) return known
    const made = make(key)
    this.set(key, made)
    return made
  }
}
