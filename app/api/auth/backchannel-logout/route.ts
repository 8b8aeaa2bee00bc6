import { answerLogoutToken } from '@/app/_server/backchannel-logout'

/** OpenID Connect Back-Channel Logout 1.0: ending a session at the provider ends it here. */
export const POST = (request: Request) => answerLogoutToken(request)
