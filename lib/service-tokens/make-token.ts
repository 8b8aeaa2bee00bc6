import { randomBytes } from 'node:crypto'
import { hashOf } from '@/lib/secrets'

export const tokenShape = /^st_[\w-]{32,200}$/

/** Makes a token of 256 random bits. The prefix tells a person (and a leak scanner) what it is. */
export const makeToken = () => ofToken(`st_${randomBytes(32).toString('base64url')}`)

export const ofToken = (token: string) => ({ token, tokenHash: hashOf(token), lastFour: token.slice(-4) })
