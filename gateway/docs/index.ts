import { text } from '../answers'
import { type Gateway, register } from '../gateway'
import { documentOf } from '../openapi'
import { contentSecurityPolicy, pageOf } from './page'

export function registerDocs(gateway: Gateway) {
  let page: Promise<string> | undefined
  register(gateway, { method: 'get', path: '/api/v1/docs', takes: 'nobody' }, async () => {
    page ??= pageOf(documentOf(gateway))
    return text(await page, 'text/html; charset=utf-8', {
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'public, max-age=300',
    })
  })
}
