// A program of an institution that knows nothing of RAAS but the address of its WSDL. Prints one line of JSON per operation.
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const soap = require("soap");
const [base, name, secret, cbe, legalContext, ssin, voucherFlow] = process.argv.slice(2);

const head = (ticket) => ({ informationCustomer: { ticket, customerIdentification: { cbeNumber: cbe } }, legalContext });

async function client(service) {
  const one = await soap.createClientAsync(`${base}soap/${service}?wsdl`);
  one.setSecurity(new soap.BasicAuthSecurity(name, secret));
  return one;
}

async function call(service, operation, content) {
  try {
    // A client of its own for each call.
    const one = await client(service);
    const [result] = await one[operation + "Async"]({ ...head("node"), ...content });
    console.log(JSON.stringify({ operation, result }));
    return result;
  } catch (error) {
    console.log(JSON.stringify({ operation, fault: error.root?.Envelope?.Body?.Fault ?? String(error) }));
    return null;
  }
}

const register = "RegisterService";
const period = { beginDate: "2021-01-01" };
await call(register, "registerInscription", { inscription: { ssin, dossierType: "A", period } });
await call(register, "consultInscriptions", { criteria: { ssin } });
await call(register, "unregisterInscription", { inscription: { ssin, dossierType: "A" } });
await call(register, "getDeliveryStatus", { criteria: { flow: voucherFlow, fileSequenceNumber: 1 } });

const person = "PersonService";
await call(person, "searchPersonBySsin", { criteria: { ssin } });
await call(person, "searchPersonPhonetically", { criteria: { lastName: "Dupond", firstName: ["Jan"], birthDate: "1951-03-02", tolerance: 1 } });
const created = await call(person, "createPerson", {
  person: { lastName: "Nodejs", firstName: ["Eva", "Rosa"], birthDate: "1990-02-03", birthPlace: "Lier", gender: "F" },
});
const number = created?.result?.newlyRegisteredPerson?.ssin;
await call(person, "updatePerson", { ssin: number, person: { gender: "M" } });
await call(person, "searchPersonBySsin", { criteria: { ssin: "letters" } });
