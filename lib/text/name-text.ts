import { z } from 'zod'
import { isStorable } from '@/db/storable'
import { unstorableSentence } from './storable-text'

/** Invisible or direction-changing characters make two names look alike. Joiners pass: scripts and emoji need them. */
const deceiving = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/u

/** A name that one person gives and others read. */
export const nameText = (lengthMax: number, whenEmpty: string) =>
  z
    .string()
    .trim()
    .min(1, whenEmpty)
    .max(lengthMax, `At most ${lengthMax} characters.`)
    .refine(isStorable, unstorableSentence)
    .refine(
      (name) => !deceiving.test(name),
      'Contains an invisible character, such as one that changes the text direction. Type the name instead of pasting it.',
    )
