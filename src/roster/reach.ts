/** A draft in Teams' own chat with somebody, or with several, by their sign-in names (facts A12). */
export function chatLink(...signIns: string[]): string {
  return `https://teams.microsoft.com/l/chat/0/0?users=${signIns.map(encodeURIComponent).join(',')}`;
}

/** A number as it is kept, with country code: Danish ones of eight digits get theirs. Undefined when it is none. */
export function phoneNumber(given: string): string | undefined {
  const digits = given.replace(/[\s().-]/g, '').replace(/^00/, '+');
  if (/^[2-9]\d{7}$/.test(digits)) return `+45${digits}`;
  return /^\+\d{8,15}$/.test(digits) ? digits : undefined;
}

/** +4579792516 as 79 79 25 16. */
export function readablePhone(phone: string): string {
  return phone.replace(/^\+45/, '').replace(/(\d\d)(?=\d)/g, '$1 ');
}
