/**
 * Where the demo company listens: its endpoint is this path on Pushdesk's own address, which the operator allows by
 * name (COMPANY_API_ALLOWED_HOSTS=127.0.0.1:3000), because companies' endpoints are otherwise never on this machine.
 */
export const demoCompanyPath = '/api/simulator/company'

/** What a push that came through the demo company has in the place of an APNs topic. */
export const demoCompanyTopic = 'company_api'

/**
 * A UUID such as `answer-500-anything` is answered with that status, so that people and tests can see what becomes of a
 * push when a company's system fails.
 */
export function scriptedStatus(body: string): number | undefined {
  const status = /"answer-([45]\d\d)-/.exec(body)?.[1]
  return status ? Number(status) : undefined
}
