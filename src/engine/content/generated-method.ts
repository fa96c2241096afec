import type { ClassType } from 'type-graphql';

/** A method of a generated class, as TypeGraphQL's decorators take it. */
export interface GeneratedMethod {
  prototype: object;
  name: string;
  descriptor: TypedPropertyDescriptor<never>;
}

/** Adds a method to a generated resolver class; its parameters are then decorated by position. */
// The methods differ in their parameters; TypeGraphQL fills them by position.
// oxlint-disable-next-line typescript/no-explicit-any
export function addMethod(Generated: ClassType, name: string, method: (...args: any[]) => unknown): GeneratedMethod {
  const prototype = Generated.prototype as object;
  Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true });
  Reflect.defineMetadata('design:paramtypes', Array(method.length).fill(Object), prototype, name);
  Reflect.defineMetadata('design:returntype', Promise, prototype, name);
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) as TypedPropertyDescriptor<never>;
  return { prototype, name, descriptor };
}
