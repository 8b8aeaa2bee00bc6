'use client'

import { Bell } from 'lucide-react'
import { Outside } from '@/components/ui/text/outside'
import { localizedKey, pushFieldsOf } from './push-draft'

/** Approximates the lock screen, closely enough to show which text is cut off. */
export function LockScreenPreview({
  payload,
  appName,
  pushType,
}: {
  payload: unknown
  appName: string
  pushType: string
}) {
  const { title, subtitle, body, badge, ...fields } = pushFieldsOf(payload)
  const isShown = pushType === 'alert' && Boolean(title || subtitle || body)
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="font-medium">On the lock screen</figcaption>
      <div className="flex min-h-56 flex-col items-center gap-4 rounded-[28px] bg-linear-to-b from-[#2b3a67] to-[#131a30] px-3 pt-6 pb-4 text-white">
        <p aria-hidden className="font-light text-4xl tabular-nums">
          9:41
        </p>
        {isShown ? (
          <div className="flex w-full gap-2.5 rounded-2xl bg-white/85 p-3 text-black">
            <span className="relative flex size-9 shrink-0 items-center justify-center rounded-lg bg-[#3b5bdb] text-white">
              <Bell aria-hidden className="size-4" />
              {badge !== '' && badge !== '0' && (
                <span className="absolute -top-1.5 -right-1.5 min-w-4 rounded-full bg-[#c92a2a] px-1 text-center font-semibold text-xs">
                  {badge}
                </span>
              )}
            </span>
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="flex justify-between gap-2 text-sm">
                <span className="truncate">
                  {fields['interruption-level'] === 'time-sensitive' ? 'TIME SENSITIVE' : appName}
                </span>
                <span>now</span>
              </span>
              {title && (
                <span className="truncate font-semibold">
                  <Outside>{title}</Outside>
                </span>
              )}
              {subtitle && (
                <span className="truncate font-medium">
                  <Outside>{subtitle}</Outside>
                </span>
              )}
              <span className="line-clamp-4 break-words">
                <Outside>{body}</Outside>
              </span>
            </span>
          </div>
        ) : (
          <p className="px-4 text-center text-white/90">
            <NothingShown {...{ payload, pushType }} isSilent={fields.isSilent} />
          </p>
        )}
      </div>
    </figure>
  )
}

/** Explains why the payload shows no text. */
function NothingShown({ payload, pushType, isSilent }: { payload: unknown; pushType: string; isSilent: boolean }) {
  if (pushType !== 'alert' && pushType !== 'background')
    return `Nothing. A push of type ${pushType} isn’t a notification.`
  const key = localizedKey(payload)
  if (pushType === 'alert' && key)
    return (
      <>
        The app’s own text for the key “<Outside>{key}</Outside>”.
      </>
    )
  if (pushType === 'background' || isSilent) return 'Nothing. The app is woken in the background.'
  return 'Nothing. The notification has no title or text.'
}
