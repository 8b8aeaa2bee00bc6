/**
 * The demo company's endpoint: this path on Pushdesk's own address. The operator allows the address by name
 * (COMPANY_API_ALLOWED_HOSTS=127.0.0.1:3000), because a company's endpoint is otherwise never on this machine.
 */
export const demoCompanyPath = '/api/simulator/company'

/** Takes the place of the APNs topic in pushes that came through the demo company. */
export const demoCompanyTopic = 'company_api'

/**
 * The response status that a UUID such as `answer-500-anything` requests, so that people and tests can see what happens
 * to a push when a company's system fails.
 */
export function scriptedStatus(body: string): number | undefined {
  const status = /"answer-([45]\d\d)-/.exec(body)?.[1]
  return status ? Number(status) : undefined
}
