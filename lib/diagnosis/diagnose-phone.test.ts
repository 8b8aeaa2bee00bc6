import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDelivery, makePresence, makeProbe } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { answerProbe } from '@/lib/probes/answer-probe'
import type { PhoneAnswer } from '@/lib/probes/phone-answer'
import { askedPhone } from '@/lib/probes/testing/asked-phone'
import { diagnose } from './diagnose'

type Given = {
  answer?: Omit<PhoneAnswer, 'deviceToken'>
  delivery?: { receivedAt?: Date; openedAt?: Date }
  isOpen?: boolean
}

async function verdictAfter(db: Db, { answer, delivery = {}, isOpen }: Given) {
  const { app, staff, environmentId, device, customer, deviceToken } = await askedPhone(db)
  const of = { environmentId, deviceId: device.id, customerId: customer.id }
  await makeDelivery(db, { ...of, address: deviceToken, createdAt: new Date(Date.now() - 90_000), ...delivery })
  const { id } = await makeProbe(db, { ...of, acceptedMsAgo: 31_000, createdAt: new Date(Date.now() + 1_000) })
  if (isOpen) await makePresence(db, { environmentId, customerId: customer.id, app: 'active', chat: 'disconnected' })
  if (answer) await answerProbe(app, { id, deviceToken, ...answer })
  return (await diagnose(staff, { environmentId, customer: customer.id })).verdict
}

const received = { receivedAt: new Date() }
const on = { permission: 'authorized' as const }
const bannersOff = { ...on, settings: { banners: 'disabled' as const } }

describe('the diagnosis after the phone was asked', () => {
  it('reports the phone’s answer, with or without a receipt', () =>
    inRollback(async (db) => {
      for (const delivery of [{}, received])
        expect(await verdictAfter(db, { answer: bannersOff, delivery })).toMatchObject({
          cause: 'phone_answered',
          sentence: expect.stringMatching(/^Banners are off/),
          nextAction: { who: 'customer' },
        })
      expect(await verdictAfter(db, { answer: on })).toMatchObject({ cause: 'phone_answered' })
    }))

  it('reports the phone’s answer even though the app is open, as it must be to answer', () =>
    inRollback(async (db) => {
      const isOpen = true
      expect(await verdictAfter(db, { answer: bannersOff, isOpen })).toMatchObject({ cause: 'phone_answered' })
      expect(await verdictAfter(db, { isOpen })).toMatchObject({ cause: 'app_active' })
    }))

  it('says that the phone is silent, and doesn’t blame the customer', () =>
    inRollback(async (db) => {
      expect(await verdictAfter(db, {})).toMatchObject({
        cause: 'phone_silent',
        sentence: expect.stringMatching(/^No response within 30 seconds/),
        nextAction: { who: 'support', act: { kind: 'ask_the_phone' } },
      })
    }))

  it('keeps a receipt’s verdict unless the phone’s answer contradicts it', () =>
    inRollback(async (db) => {
      expect(await verdictAfter(db, { answer: on, delivery: received })).toMatchObject({ cause: 'received' })
      expect(await verdictAfter(db, { delivery: received })).toMatchObject({ cause: 'received' })
      const opened = { receivedAt: new Date(), openedAt: new Date() }
      expect(await verdictAfter(db, { answer: bannersOff, delivery: opened })).toMatchObject({ cause: 'opened' })
    }))
})
