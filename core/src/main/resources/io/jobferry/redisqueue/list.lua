-- What the scripts of a plain list begin with. KEYS as in RedisKeys.
local waiting, claimed, again, delayed, reserved, failed = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local bodies, failures, stamps = KEYS[7], KEYS[8], KEYS[9]
local batches, live, packed = KEYS[10], KEYS[11], KEYS[12]

local wrong = wrong_type({
  [waiting] = 'list', [claimed] = 'list', [again] = 'list', [delayed] = 'zset', [reserved] = 'zset', [failed] = 'list',
  [bodies] = 'hash', [failures] = 'hash', [stamps] = 'string',
  [batches] = 'zset', [live] = 'hash', [packed] = 'hash'})
if wrong then
  return wrong
end

-- Of a batch: '1' at the place of each job that is still held by it, '0' where it is not; nil if there is no such batch.
local function live_of(batch)
  return redis.call('HGET', live, batch) or nil
end

local function is_set(mask, place)
  return string.byte(mask, place) == 49
end

local function cleared(mask, place)
  return string.sub(mask, 1, place - 1) .. '0' .. string.sub(mask, place + 1)
end

-- The mask with no place set that is set in the other. By runs of places: mostly there is one, and each costs a new mask.
local function without(mask, other)
  local first, last = string.find(other, '1+')
  while first do
    mask = string.sub(mask, 1, first - 1) .. string.rep('0', last - first + 1) .. string.sub(mask, last + 1)
    first, last = string.find(other, '1+', last + 1)
  end
  return mask
end

-- The places of a mask that are set.
local function places(mask)
  local place = 0
  return function()
    place = string.find(mask, '1', place + 1, true)
    return place
  end
end

local function id_of(batch, place)
  return batch .. string.format('%03d', place)
end

-- The batch and the place in it that an id was made of, if it was.
local function origin_of(id)
  local batch, place = string.match(id, '^(%d+)(%d%d%d)$')
  return batch, tonumber(place)
end

local function bodies_of(batch)
  local all = redis.call('HGET', packed, batch)
  return all and cmsgpack.unpack(all) or {}
end

-- Lets a batch hold these jobs from now on; with none it ends. Taken away first: a server that is out of memory refuses a
-- script that begins with a write that adds, and lets one go on to its end that does not.
local function keep(batch, mask)
  redis.call('HDEL', live, batch)
  if string.find(mask, '1', 1, true) then
    redis.call('HSET', live, batch, mask)
  else
    redis.call('HDEL', packed, batch)
    redis.call('ZREM', batches, batch)
  end
end

