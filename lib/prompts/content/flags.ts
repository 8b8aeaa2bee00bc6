/** OFREP flag keys. Some providers don't URL-encode them, so they contain only letters and hyphens. */
export const promptFlag = 'push-permission-prompt'
export const promptContentFlag = 'push-permission-prompt-content'
