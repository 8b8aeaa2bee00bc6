import { OFREPProvider } from '@openfeature/ofrep-provider'
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature as ServerSdk } from '@openfeature/server-sdk'
import { OpenFeature as WebSdk } from '@openfeature/web-sdk'
import { describe, expect, it } from 'vitest'
import { onContent, promptServer } from '@/gateway/testing-prompt'
import { offContent } from '@/lib/prompts/content/content'

const { setting, url } = promptServer()
const flag = 'push-permission-prompt'
const content = 'push-permission-prompt-content'

describe('the OpenFeature clients', () => {
  it('server: values, reasons, and codes arrive', async () => {
    await setting().set(onContent())
    const provider = new OFREPProvider({
      baseUrl: url(),
      headers: [['Authorization', `Bearer ${setting().publishableKey}`]],
    })
    await ServerSdk.setProviderAndWait('server', provider)
    const client = ServerSdk.getClient('server')
    const context = { targetingKey: 'a', permission: 'notDetermined' }
    expect(await client.getBooleanDetails(flag, false, context)).toMatchObject({
      value: true,
      reason: 'STATIC',
      variant: 'on',
    })
    expect(await client.getBooleanDetails(flag, false, { ...context, permission: 'denied' })).toMatchObject({
      value: false,
      reason: 'TARGETING_MATCH',
    })
    expect(await client.getBooleanDetails('no-such-flag', true, context)).toMatchObject({
      value: true,
      errorCode: 'FLAG_NOT_FOUND',
    })
    const words = await client.getObjectValue(content, {}, { ...context, locale: 'fr' })
    expect(words).toMatchObject({ title: offContent.words.locales.en?.title, locale: 'en' })
  })

  it('web: a change arrives with the next poll, and isn’t hidden by a 304 for another context', async () => {
    await setting().set(onContent({ rollout: { share: 0, salt: '' } }))
    const provider = new OFREPWebProvider({
      baseUrl: url(),
      headers: [['Authorization', `Bearer ${setting().publishableKey}`]],
      pollInterval: 100,
    })
    await WebSdk.setContext('web', { targetingKey: 'a', permission: 'notDetermined' })
    await WebSdk.setProviderAndWait('web', provider)
    const client = WebSdk.getClient('web')
    expect(client.getBooleanDetails(flag, true)).toMatchObject({ value: false, reason: 'STATIC', variant: 'off' })
    await setting().set(onContent())
    await expect.poll(() => client.getBooleanValue(flag, false)).toBe(true)
    await WebSdk.setContext('web', { targetingKey: 'a', permission: 'authorized' })
    expect(client.getBooleanDetails(flag, true)).toMatchObject({ value: false, reason: 'TARGETING_MATCH' })
    await WebSdk.clearProviders()
    await ServerSdk.clearProviders()
  })
})
