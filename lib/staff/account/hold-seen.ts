/** Says which note this browser has been told to hide. In another one, such as a stranger's, it hides nothing. */
export const holdSeenCookie = 'hold-seen'
