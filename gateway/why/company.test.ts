import { expect, it } from 'vitest'
import { diagnose } from '@/lib/diagnosis/diagnose'
import { retriedLater, type Staged, type StagedEnd, testCauses } from './testing-causes'
import { onStage, type Stage } from './testing-stage'

/** Stages the same for a UUID, through the company API. */
const byCompany = (
  [cause, reason, status, who, act]: StagedEnd,
  given: Parameters<Stage['ends']>[2] = {},
  endpoint: object | null = {},
): Staged => ({
  cause,
  staged: `${reason}${given.state ? `, ${given.state}` : ''}`,
  stage: async ({ hasCompanyApi, deliveredByCompany }) => {
    if (endpoint) await hasCompanyApi(endpoint)
    await deliveredByCompany({ state: 'failed', reason, ...given }, { status, reason })
  },
  says: /Company API/,
  who,
  act,
})

testCauses('what the company API said', [
  byCompany(['company_error', 'http_500', 500, 'company', 'open_delivery'], retriedLater),
  byCompany(['company_unauthorized', 'http_401', 401, 'integration_manager', 'open_company_api']),
  byCompany(['company_unauthorized', 'http_403', 403, 'integration_manager', 'open_company_api']),
  byCompany(
    ['company_unauthorized', 'access_token_rejected', null, 'integration_manager', 'open_company_api'],
    retriedLater,
  ),
  byCompany(['company_unreachable', 'access_token_unavailable', null, 'company', 'open_delivery'], retriedLater),
  byCompany(['company_slow', 'timeout', null, 'company', 'open_delivery'], retriedLater),
  byCompany(['company_unreachable', 'connect_failed', null, 'company', 'open_delivery'], retriedLater),
  byCompany(['company_rejected', 'http_409', 409, 'company', 'open_delivery']),
  // Settings show the request that the company API gets.
  ...[301, 400, 404, 405, 422].map((status) =>
    byCompany(['company_rejected', `http_${status}`, status, 'integration_manager', 'open_company_api']),
  ),
  byCompany(['company_template', 'bad_template', null, 'integration_manager', 'open_company_api']),
  byCompany(['company_blocked', 'address_not_allowed', null, 'integration_manager', 'open_company_api']),
  byCompany(['company_paused', 'circuit_open', null, 'company', 'open_delivery'], retriedLater, {
    failuresInRow: 9,
    openUntil: new Date(Date.now() + 60_000),
  }),
  byCompany(['company_missing', 'no_endpoint', null, 'integration_manager', 'open_company_api'], retriedLater, null),
])

testCauses('an address that the company API gave up', [
  {
    cause: 'company_gone',
    staged: '410',
    stage: async ({ hasCompanyApi, registerUuid, changeDevice }) => {
      await hasCompanyApi()
      const { id } = await registerUuid()
      await changeDevice(id, { status: 'disabled', statusReason: 'gone', statusSince: new Date() })
    },
    says: /company API reports that the address no longer exists/,
    who: 'customer',
    act: 'open_device',
  },
])

it.each([
  ['address_not_allowed', /Pushdesk refuses to call the company API/],
  ['bad_template', /body template/],
  ['http_404', /company API rejected this push/],
] as const)('tells support what to pass on about %s', (reason, says) =>
  onStage(async (stage) => {
    await byCompany(['company_rejected', reason, null, 'integration_manager']).stage(stage)
    const asked = { environmentId: stage.environmentId, customer: stage.userId }
    expect((await diagnose(stage.staff.support, asked)).verdict.nextAction.sentence).toMatch(says)
  }),
)
