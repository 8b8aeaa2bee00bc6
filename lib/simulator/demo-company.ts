/**
 * Where the demo company listens: its endpoint is this path on Pushdesk's own address, which the operator allows by
 * name (COMPANY_API_ALLOWED_HOSTS=127.0.0.1:3000), because companies' endpoints are otherwise never on this machine.
 */
export const demoCompanyPath = '/api/simulator/company'

/** What a push that came through the demo company has in the place of an APNs topic. */
export const demoCompanyTopic = 'company_api'
