import { answerLogoutToken } from '@/app/_server/backchannel-logout'

/** OpenID Connect Back-Channel Logout 1.0: ending someone at the provider ends them here. */
export const POST = (request: Request) => answerLogoutToken(request)
