/** A draft in Teams' own chat with somebody, or with several, by their sign-in names (facts A12). */
export function chatLink(...signIns: string[]): string {
  return `https://teams.microsoft.com/l/chat/0/0?users=${signIns.map(encodeURIComponent).join(',')}`;
}

/** +4579792516 as 79 79 25 16. */
export function readablePhone(phone: string): string {
  return phone.replace(/^\+45/, '').replace(/(\d\d)(?=\d)/g, '$1 ');
}
