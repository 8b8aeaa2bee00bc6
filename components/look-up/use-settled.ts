'use client'

import { useEffect, useState } from 'react'

/** The value once it has not changed for a moment, so that typing does not ask at every key. */
export function useSettled<Value>(value: Value, waitMs = 180): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs)
    return () => clearTimeout(timer)
  }, [value, waitMs])
  return settled
}
