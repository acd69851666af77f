import { externName, worldId, type Func } from '../../wit-parser/index.js';
import { code, ident } from '../code/index.js';
import { bindable, createNameScope, functionName } from '../js-names/index.js';
import { ambientFile, moduleFile, type AmbientModule, type OutputFile } from '../writer/index.js';
import { funcDocs, paramsCode, returnCode } from './func.js';
import { bannerOf, interfaceBanner, interfaceFile } from './interface.js';
import { itemDocs } from './item-docs.js';
import { writeModuleFunctions } from './module-functions.js';
import { freeFunctions, resourceFunctions, spaceOf, type InterfacePlan, type Target } from './target.js';
import { writeTypes } from './types.js';
import { writeExportsObject } from './world-objects.js';

/**
 * The files for JavaScript inside a component of the world. What it imports is there at run time, as modules with the
 * names of WIT: so those are ambient modules. What it must export are types to implement.
 */
export function guestFiles(target: Target): readonly OutputFile[] {
  const worldImports = worldImportsFile(target);
  return [
    worldFile(target, worldImports !== null),
    ...(worldImports === null ? [] : [worldImports]),
    ...[...target.interfaces.values()].map((plan) =>
      plan.unit.direction === 'import' ? importedInterfaceFile(target, plan) : interfaceFile(target, plan),
    ),
  ];
}

function worldFile(target: Target, hasImportsFile: boolean): OutputFile {
  const { units, world, worldPlan } = target;
  const imported = units.interfaces.filter(({ direction }) => direction === 'import');
  const scope = createNameScope();
  scope.reserve(worldPlan.exportsName);
  return moduleFile(
    {
      stem: units.stem,
      banner: bannerOf(`World ${worldId(world)}, for its guest`),
      references: [
        ...imported.map(({ module }) => module.stem),
        ...(hasImportsFile ? [units.worldModule.stem] : []),
      ],
    },
    {
      scope,
      write: (writer) => writeExportsObject(target, spaceOf(target, writer, null, 'export')),
    },
  );
}

function importedInterfaceFile(target: Target, plan: InterfacePlan): OutputFile {
  const { unit, declaring } = plan;
  const iface = unit.item.interface;
  const { scope } = declaring.names;
  const module: AmbientModule = {
    specifier: externName(unit.item),
    docs: itemDocs(iface),
    scope,
    write(writer) {
      const space = spaceOf(target, writer, declaring, 'import', true);
      writeModuleFunctions(space, scope, freeFunctions(iface.functions.values()));
      writeTypes(space, declaring, iface.types.values(), resourceFunctions(iface.functions.values()));
    },
  };
  return ambientFile({ stem: unit.module.stem, banner: interfaceBanner(target, plan) }, [module]);
}

/**
 * What the world itself imports: its types and accessors are a module with the name of the world; each function is the
 * default export of a module with its own name. Null if there is nothing of the kind.
 */
function worldImportsFile(target: Target): OutputFile | null {
  const { units, world, worldPlan } = target;
  const { declaring } = worldPlan;
  const { scope } = declaring.names;
  const free = freeFunctions(worldPlan.importedFuncs);
  const accessors = free.filter((func) => func.kind === 'getter' || func.kind === 'setter');
  const functions = free.filter((func) => !accessors.includes(func));
  const worldModule: AmbientModule = {
    specifier: worldId(world),
    docs: itemDocs(world),
    scope,
    write(writer) {
      const space = spaceOf(target, writer, declaring, 'import', true);
      writeModuleFunctions(space, scope, accessors);
      writeTypes(space, declaring, worldPlan.types, resourceFunctions(worldPlan.importedFuncs));
    },
  };
  const modules = [
    ...(worldPlan.types.length > 0 || accessors.length > 0 ? [worldModule] : []),
    ...functions.map((func) => functionModule(target, func)),
  ];
  const banner = bannerOf(`What the world ${worldId(world)} itself imports`);
  return modules.length === 0 ? null : ambientFile({ stem: units.worldModule.stem, banner }, modules);
}

function functionModule(target: Target, func: Func): AmbientModule {
  const scope = createNameScope();
  return {
    specifier: func.name,
    scope,
    write(writer) {
      const space = spaceOf(target, writer, null, 'import', true);
      const name = ident(scope.choose(bindable(functionName(func))));
      writer.docs(funcDocs(space, func, 'provided'));
      writer.line(
        code`export default function ${name}${paramsCode(space, func, 'provided')}: ${returnCode(space, func, 'provided')};`,
      );
    },
  };
}
