import { z } from 'zod'
import { isStorable } from '@/db/storable'

export const unstorableSentence = 'Contains an invalid character (U+0000 or an unpaired surrogate).'

export const storableText = (lengthMax: number, lengthMin = 1) =>
  z
    .string()
    .min(lengthMin, 'Must not be empty.')
    .max(lengthMax, `At most ${lengthMax} characters.`)
    .refine(isStorable, unstorableSentence)
