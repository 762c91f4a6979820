// Values that may be promises. A store may return either, and code that handles both does not wait without need.

/** A value, or a promise of it. */
export type MaybePromise<Value> = Value | Promise<Value>;

export function isPromise<Value>(value: MaybePromise<Value>): value is Promise<Value> {
  return value instanceof Object && "then" in value;
}

/** Like then, but runs at once if the value is no promise. */
export function chain<From, To>(value: MaybePromise<From>, next: (value: From) => MaybePromise<To>): MaybePromise<To> {
  return isPromise(value) ? value.then(next) : next(value);
}

export function all<Value>(values: MaybePromise<Value>[]): MaybePromise<Value[]> {
  return values.some(isPromise) ? Promise.all(values) : (values as Value[]);
}
