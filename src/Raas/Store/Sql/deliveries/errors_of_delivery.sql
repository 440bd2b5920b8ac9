-- @DeliveryId bigint
SELECT Code, Line, Position, Information FROM delivery_error WHERE DeliveryId = @DeliveryId ORDER BY ErrorNumber;
