'use client'

import { useState } from 'react'
import { TextField } from '@/components/ui/form/text-field'
import { slugOf } from '@/lib/companies/slug-of'
import { enteredValue, type FormState, fieldErrors } from '@/lib/form-state'

/** The slug follows the name until someone edits it. */
export function NameAndSlug({ state, nameHint }: { state: FormState<unknown>; nameHint: string }) {
  const [name, setName] = useState(enteredValue(state, 'name'))
  const [slug, setSlug] = useState<string | undefined>(enteredValue(state, 'slug') || undefined)
  return (
    <>
      <TextField
        label="Name"
        name="name"
        required
        autoComplete="off"
        hint={nameHint}
        value={name}
        onChange={(event) => setName(event.target.value)}
        errors={fieldErrors(state, 'name')}
      />
      <TextField
        label="Slug"
        name="slug"
        required
        isMono
        autoComplete="off"
        spellCheck={false}
        hint="Identifies it in URLs, here and in the API. It can’t be changed later."
        value={slug ?? slugOf(name)}
        onChange={(event) => setSlug(event.target.value)}
        errors={fieldErrors(state, 'slug')}
      />
    </>
  )
}
