<?php
// A program of an institution that knows nothing of RAAS but the address of its WSDL; each call has a client of its own. Prints operation
// and code.
[, $base, $name, $secret, $cbe, $context, $ssin] = $argv;

function call(string $service, string $operation, array $content): object
{
    global $base, $name, $secret, $cbe, $context;
    $client = new SoapClient("{$base}soap/{$service}?wsdl", ['login' => $name, 'password' => $secret, 'cache_wsdl' => WSDL_CACHE_NONE]);
    $customer = ['ticket' => 'php', 'customerIdentification' => ['cbeNumber' => $cbe]];
    $answer = $client->$operation(['informationCustomer' => $customer, 'legalContext' => $context] + $content);
    echo "$operation {$answer->status->code}\n";
    return $answer;
}

$period = ['beginDate' => '2021-01-01'];
call('RegisterService', 'registerInscription', ['inscription' => ['ssin' => $ssin, 'dossierType' => 'A', 'period' => $period]]);
call('RegisterService', 'consultInscriptions', ['criteria' => ['ssin' => $ssin]]);
call('RegisterService', 'unregisterInscription', ['inscription' => ['ssin' => $ssin, 'dossierType' => 'A']]);
call('RegisterService', 'getDeliveryStatus', ['criteria' => ['flow' => 'SUBSCRIPTION', 'fileSequenceNumber' => 9]]);
call('PersonService', 'searchPersonBySsin', ['criteria' => ['ssin' => $ssin]]);
call('PersonService', 'searchPersonPhonetically', ['criteria' => ['lastName' => 'Dupond', 'birthDate' => '1951-03-02', 'tolerance' => 1]]);
$created = call('PersonService', 'createPerson', ['person' => [
    'lastName' => 'Phpsoap', 'firstName' => ['Eva', 'Rosa'], 'birthDate' => '1990-02-03', 'birthPlace' => 'Lier', 'gender' => 'F']]);
call('PersonService', 'updatePerson', ['ssin' => $created->result->newlyRegisteredPerson->ssin, 'person' => ['gender' => 'M']]);
try {
    call('PersonService', 'searchPersonBySsin', ['criteria' => ['ssin' => 'letters']]);
} catch (SoapFault $fault) {
    echo 'searchPersonBySsin fault ', str_contains($fault->getMessage(), 'MSG00008') ? 'MSG00008' : $fault->getMessage(), "\n";
}
for ($i = 0; $i < 20; $i++) {
    call('RegisterService', 'consultInscriptions', ['criteria' => ['ssin' => $ssin]]);
}
