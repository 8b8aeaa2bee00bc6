/** Names the notice dismissed in this browser. An intruder can’t dismiss it in the owner’s browser. */
export const holdSeenCookie = 'hold-seen'
