-- @DeliveryId bigint, @ErrorNumber int, @Code varchar(16), @Line int, @Position int, @Information nvarchar(max)
INSERT INTO delivery_error (DeliveryId, ErrorNumber, Code, Line, Position, Information)
VALUES (@DeliveryId, @ErrorNumber, @Code, @Line, @Position, @Information);
