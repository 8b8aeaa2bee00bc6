'use client'

import { useEffect, useState } from 'react'

/** Returns the value once it hasn't changed for a moment, so that typing doesn't send a request per key. */
export function useSettled<Value>(value: Value, waitMs = 180): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs)
    return () => clearTimeout(timer)
  }, [value, waitMs])
  return settled
}
