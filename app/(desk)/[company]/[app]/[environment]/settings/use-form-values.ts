'use client'

import { useState } from 'react'
import type { FormState } from '@/lib/form-state'

/** The saved values that a form starts from. Once someone types, they stay until the form is saved, whoever else saves. */
export function useFormValues<Values>(saved: Values, state: FormState<unknown>) {
  const [isTouched, setTouched] = useState(false)
  const [values, setValues] = useState(saved)
  const [seen, setSeen] = useState(state)
  if (seen !== state) {
    setSeen(state)
    if (state?.ok) setTouched(false)
  } else if (!isTouched && values !== saved) setValues(saved)
  return { values, touch: () => setTouched(true) }
}
