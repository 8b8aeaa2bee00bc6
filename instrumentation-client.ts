import { sayMoving } from './components/desk/frame/moving'
import { keepPageWhileAway } from './components/desk/frame/page-requests'

keepPageWhileAway()

/** Called by Next.js within the transition to the next page. */
export function onRouterTransitionStart(url: string, kind: 'push' | 'replace' | 'traverse') {
  if (kind !== 'traverse') sayMoving(url)
}
