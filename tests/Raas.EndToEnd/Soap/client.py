# A program of an institution that knows nothing of RAAS but the address of its WSDL; each call has a client of its own. Prints operation
# and code.
import sys

library, base, name, secret, cbe, context, ssin = sys.argv[1:8]


def zeep_service(service):
    from requests import Session
    from zeep import Client
    from zeep.transports import Transport

    session = Session()
    session.auth = (name, secret)
    return Client(f"{base}soap/{service}?wsdl", transport=Transport(session=session)).service


def suds_service(service):
    # Calls without a secret first, and again with it when it is asked who it is.
    from suds.client import Client

    return Client(f"{base}soap/{service}?wsdl", username=name, password=secret, cache=None).service


def call(service, operation, **content):
    head = {"informationCustomer": {"ticket": library, "customerIdentification": {"cbeNumber": cbe}}, "legalContext": context}
    proxy = zeep_service(service) if library == "zeep" else suds_service(service)
    answer = getattr(proxy, operation)(**head, **content)
    print(operation, answer.status.code)
    return answer


def fault(service, operation, **content):
    try:
        call(service, operation, **content)
    except Exception as e:
        print(operation, "fault", "MSG00008" if "MSG00008" in str(e) else repr(e))


call("RegisterService", "registerInscription", inscription={"ssin": ssin, "dossierType": "A", "period": {"beginDate": "2021-01-01"}})
call("RegisterService", "consultInscriptions", criteria={"ssin": ssin})
call("RegisterService", "unregisterInscription", inscription={"ssin": ssin, "dossierType": "A"})
call("RegisterService", "getDeliveryStatus", criteria={"flow": "SUBSCRIPTION", "fileSequenceNumber": 9})
call("PersonService", "searchPersonBySsin", criteria={"ssin": ssin})
call("PersonService", "searchPersonPhonetically", criteria={"lastName": "Dupond", "birthDate": "1951-03-02", "tolerance": 1})
created = call("PersonService", "createPerson", person={
    "lastName": "Python" + library, "firstName": ["Eva", "Rosa"], "birthDate": "1990-02-03", "birthPlace": "Lier", "gender": "F"})
call("PersonService", "updatePerson", ssin=created.result.newlyRegisteredPerson.ssin, person={"gender": "M"})
fault("PersonService", "searchPersonBySsin", criteria={"ssin": "letters"})
for _ in range(20):
    call("RegisterService", "consultInscriptions", criteria={"ssin": ssin})
