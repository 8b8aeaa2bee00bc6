import { sayMoving } from './components/desk/frame/moving'

/** Next.js calls it within the transition in which the next page comes. */
export function onRouterTransitionStart(url: string, kind: 'push' | 'replace' | 'traverse') {
  if (kind !== 'traverse') sayMoving(url)
}
